package dev.necessity.policy.model;

import java.io.ByteArrayInputStream;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;

/**
 * A decision file that is parsed when somebody reads it. Parsed it takes ten times the memory of
 * its text, and who evaluates does not need it: it is kept as long as there is room.
 */
final class ModelText implements Supplier<DmnModelInstance> {

  private final byte[] file;
  private SoftReference<DmnModelInstance> parsed = new SoftReference<>(null);

  ModelText(byte[] file) {
    this.file = file;
  }

  @Override
  public synchronized DmnModelInstance get() {
    DmnModelInstance model = parsed.get();
    if (model == null) {
      model = Dmn.readModelFromStream(new ByteArrayInputStream(file));
      parsed = new SoftReference<>(model);
    }
    return model;
  }
}
