package dev.necessity.app.door;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.admin.impl.plugin.resources.AdminPluginsRootResource;
import org.camunda.bpm.admin.impl.web.SetupResource;
import org.camunda.bpm.cockpit.impl.plugin.resources.BaseRootResource;
import org.camunda.bpm.cockpit.impl.plugin.resources.CockpitPluginsRootResource;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;
import org.camunda.bpm.engine.rest.impl.NamedProcessEngineRestServiceImpl;
import org.camunda.bpm.tasklist.impl.plugin.resources.TasklistPluginsRootResource;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthenticationResource;
import org.camunda.bpm.welcome.impl.plugin.resources.WelcomePluginsRootResource;

/**
 * What the engine and its web applications would answer, read from their classes: method and path,
 * {@code {}} for what may be anything.
 */
public final class Offered {

  private static final int DEEPEST = 5;

  private Offered() {}

  /**
   * Each operation of a class of resources, and of those that it leads to: method and path, {@code
   * {}} for what may be anything.
   */
  private static Stream<String> operations(String root, Class<?> resource, int depth) {
    return Arrays.stream(resource.getMethods())
        .filter(method -> !method.isBridge())
        .flatMap(
            method -> {
              String path = path(root, annotation(method, Path.class).map(Path::value).orElse(""));
              Optional<String> verb =
                  Arrays.stream(method.getAnnotations())
                      .map(Annotation::annotationType)
                      .map(type -> type.getAnnotation(HttpMethod.class))
                      .filter(Objects::nonNull)
                      .map(HttpMethod::value)
                      .findFirst()
                      .or(() -> inherited(method));
              if (verb.isPresent()) {
                return Stream.of(verb.get() + " " + path);
              }
              return annotation(method, Path.class).isPresent() && depth > 0
                  ? operations(path, method.getReturnType(), depth - 1)
                  : Stream.empty();
            });
  }

  private static <T extends Annotation> Optional<T> annotation(Method method, Class<T> type) {
    return Stream.concat(Stream.of(method), overridden(method))
        .map(each -> each.getAnnotation(type))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Optional<String> inherited(Method method) {
    return overridden(method)
        .flatMap(each -> Arrays.stream(each.getAnnotations()))
        .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst();
  }

  private static Stream<Method> overridden(Method method) {
    Class<?> type = method.getDeclaringClass();
    return Stream.concat(
            Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
        .flatMap(
            above -> {
              try {
                return Stream.of(above.getMethod(method.getName(), method.getParameterTypes()));
              } catch (NoSuchMethodException none) {
                return Stream.empty();
              }
            });
  }

  private static String path(String root, String part) {
    String clean = part.replaceAll("\\{[^}]*}", "{}").replaceAll("^/|/$", "");
    return clean.isEmpty() ? root : root + "/" + clean;
  }

  public static Set<String> engine() {
    return operations("/engine-rest", DefaultProcessEngineRestServiceImpl.class, DEEPEST)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public static Set<String> applications() {
    Set<String> all =
        operations("/camunda/api/engine/engine", NamedProcessEngineRestServiceImpl.class, DEEPEST)
            .collect(Collectors.toCollection(TreeSet::new));
    Stream.of(UserAuthenticationResource.class, SetupResource.class, AdminPluginsRootResource.class)
        .forEach(
            resource ->
                operations(
                        path("/camunda/api/admin", resource.getAnnotation(Path.class).value()),
                        resource,
                        DEEPEST)
                    .forEach(all::add));
    Stream.of(BaseRootResource.class, CockpitPluginsRootResource.class)
        .forEach(
            resource ->
                operations(
                        path("/camunda/api/cockpit", resource.getAnnotation(Path.class).value()),
                        resource,
                        DEEPEST)
                    .forEach(all::add));
    all.addAll(
        operations(
                path(
                    "/camunda/api/tasklist",
                    TasklistPluginsRootResource.class.getAnnotation(Path.class).value()),
                TasklistPluginsRootResource.class,
                DEEPEST)
            .toList());
    all.addAll(
        operations(
                path(
                    "/camunda/api/welcome",
                    WelcomePluginsRootResource.class.getAnnotation(Path.class).value()),
                WelcomePluginsRootResource.class,
                DEEPEST)
            .toList());
    return all;
  }
}
