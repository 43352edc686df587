package dev.necessity.outbox;

import java.io.IOException;

/**
 * A channel that was switched off with deliveries still to come: they wait to be seen, and are dead
 * in the end.
 */
record SwitchedOff(String name) implements Channel {

  @Override
  public void deliver(Outbox.Entry entry, Content content) throws IOException {
    throw new UndeliveredException("channel switched off");
  }
}
