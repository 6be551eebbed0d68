package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Compares what a test says it treats with what was treated. A test with parameters treats one of its checks each time. */
public final class Treatments implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(Treatments.class);
    private static final ThreadLocal<Set<String>> TREATED = ThreadLocal.withInitial(TreeSet::new);

    /** Takes down that this check found something, that the printed commands were run, and that nothing is found now. */
    public static void treated(String check) {
        TREATED.get().add(check);
    }

    /** All invocations of one test, and what they treated. It is closed after the last one. */
    private record Test(String name, Set<String> promised, Set<String> treated) implements AutoCloseable {
        @Override
        public void close() {
            if (!treated.isEmpty()) {
                assertThat(treated).as("treated by " + name).containsExactlyInAnyOrderElementsOf(promised);
            }
        }
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        TREATED.get().clear();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return; // it failed, or was skipped
        }
        String name = context.getRequiredTestMethod().getName();
        Set<String> promised = Set.of(
                context.getRequiredTestMethod().getAnnotation(Treats.class).value());
        assertThat(TREATED.get()).as("treated by " + name).isNotEmpty().isSubsetOf(promised);
        context.getParent()
                .orElseThrow()
                .getStore(OURS)
                .computeIfAbsent(name, any -> new Test(name, promised, new TreeSet<>()), Test.class)
                .treated()
                .addAll(TREATED.get());
    }
}
