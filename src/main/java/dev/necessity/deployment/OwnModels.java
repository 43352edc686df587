package dev.necessity.deployment;

import dev.necessity.request.ContentHash;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The models of the package, while the application deploys them at its start: the only processes
 * that a deployment may hold, byte by byte. Known by the thread that deploys and by content; a name
 * or a source, which anybody can write, is not asked.
 */
public final class OwnModels {

  private static final ThreadLocal<Set<String>> DEPLOYING = ThreadLocal.withInitial(Set::of);

  private OwnModels() {}

  /** Deploys models, processes among them. */
  public static void deploy(Collection<byte[]> models, Runnable deployment) {
    DEPLOYING.set(models.stream().map(ContentHash::ofBytes).collect(Collectors.toSet()));
    try {
      deployment.run();
    } finally {
      DEPLOYING.remove();
    }
  }

  static boolean contains(String sha256) {
    return DEPLOYING.get().contains(sha256);
  }
}
