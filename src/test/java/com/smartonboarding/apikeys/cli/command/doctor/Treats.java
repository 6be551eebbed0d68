package com.smartonboarding.apikeys.cli.command.doctor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The checks of {@code doctor} that this test treats: it breaks exactly that thing, runs the printed commands, and lets
 * {@code doctor} find nothing. {@link Treatments} fails the test if it did not do that.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Treatments.class)
public @interface Treats {
    String[] value();
}
