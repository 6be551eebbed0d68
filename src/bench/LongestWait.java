import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Measures how long a running 'verify --stream' makes a caller wait while a command works on the same database. Asks for
 * one code every few milliseconds, from before the command starts until it has ended:
 *
 * <pre>
 *   java LongestWait APIKEYS CODE COMMAND...   prints the seconds that the command took, and the longest wait in seconds
 * </pre>
 */
final class LongestWait {
    private static final int PAUSE = 5; // milliseconds
    private static final int WARM_UP = 200; // questions

    private LongestWait() {}

    public static void main(String[] args) throws Exception {
        byte[] question = (args[1] + "\n").getBytes(StandardCharsets.US_ASCII);
        Process stream = new ProcessBuilder(args[0], "verify", "--stream", "--no-touch")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = stream.getOutputStream();
                BufferedReader out = new BufferedReader(
                        new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < WARM_UP; i++) {
                ask(in, out, question);
            }
            long begin = System.nanoTime();
            Process command = new ProcessBuilder(Arrays.copyOfRange(args, 2, args.length))
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            long longest = 0;
            while (command.isAlive()) {
                longest = Math.max(longest, ask(in, out, question));
            }
            if (command.waitFor() != 0) {
                throw new IOException("the command ended with " + command.exitValue());
            }
            System.out.printf("%.1f %.3f%n", (System.nanoTime() - begin) / 1e9, longest / 1e9);
        } finally {
            stream.destroy();
        }
    }

    /** Asks once, and returns how many nanoseconds the answer took. */
    private static long ask(OutputStream in, BufferedReader out, byte[] question) throws Exception {
        Thread.sleep(PAUSE);
        long begin = System.nanoTime();
        in.write(question);
        in.flush();
        String answer = out.readLine();
        if (answer == null || !answer.contains("\"valid\":true")) {
            throw new IOException("the stream answered " + answer);
        }
        return System.nanoTime() - begin;
    }
}
