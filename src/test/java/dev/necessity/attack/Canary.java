package dev.necessity.attack;

import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Counts how often somebody made one or called one: what a model that runs code would do. */
public final class Canary implements JavaDelegate, ExecutionListener {

  static final AtomicInteger SINGS = new AtomicInteger();

  public Canary() {
    SINGS.incrementAndGet();
  }

  public static String sing() {
    return "" + SINGS.incrementAndGet();
  }

  @Override
  public void execute(DelegateExecution execution) {
    SINGS.incrementAndGet();
  }

  @Override
  public void notify(DelegateExecution execution) {
    SINGS.incrementAndGet();
  }
}
