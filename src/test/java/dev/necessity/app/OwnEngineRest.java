package dev.necessity.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

/**
 * For tests that call {@code /engine-rest} or {@code /camunda}: those serve the engine that was
 * started last in this JVM, so the test needs an application that no other was started after.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS)
@interface OwnEngineRest {}
