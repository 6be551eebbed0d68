package bench;

import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Checks one random code at a time: as a server does with a {@link TokenVerifier}, and with the least work that could
 * answer.
 */
public class Verification {
    /** The positions of the id in a code. */
    private static final int ID = 4;

    private static final int ID_LENGTH = 12;

    /** The codes of the database, from a file with one code per line. */
    @State(Scope.Benchmark)
    public static class Codes {
        List<String> all;

        @Setup
        public void read() throws IOException {
            all = Files.readAllLines(Path.of(System.getProperty("bench.codes")));
        }

        String any() {
            return all.get(ThreadLocalRandom.current().nextInt(all.size()));
        }
    }

    /** The verifier that all threads of a server share. */
    @State(Scope.Benchmark)
    public static class Verifier {
        TokenVerifier verifier;

        @Setup
        public void open() {
            verifier = TokenVerifier.open(
                    Path.of(System.getProperty("bench.database")),
                    Path.of(System.getProperty("bench.key-file")),
                    Clock.systemUTC(),
                    failure -> {
                        throw failure;
                    });
        }

        @TearDown
        public void close() {
            verifier.close();
        }
    }

    /** One connection, one prepared statement and one HMAC for each thread. */
    @State(Scope.Thread)
    public static class Floor {
        private Connection connection;
        private PreparedStatement lookup;
        private Mac mac;

        @Setup(Level.Trial)
        public void open() throws SQLException, GeneralSecurityException {
            connection = DriverManager.getConnection("jdbc:sqlite:" + System.getProperty("bench.database"));
            lookup = connection.prepareStatement("SELECT verifier FROM token WHERE id = ?");
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        }

        boolean verify(String code) throws SQLException {
            lookup.setString(1, code.substring(ID, ID + ID_LENGTH));
            try (ResultSet row = lookup.executeQuery()) {
                byte[] verifier = mac.doFinal(code.getBytes(StandardCharsets.US_ASCII));
                return row.next() && MessageDigest.isEqual(verifier, row.getBytes(1));
            }
        }

        @TearDown
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Benchmark
    public boolean floor(Codes codes, Floor floor) throws SQLException {
        return floor.verify(codes.any());
    }

    @Benchmark
    public boolean check(Codes codes, Verifier verifier) {
        return verifier.verifier.checkAll(List.of(new Presentation(codes.any()))).get(0).isValid();
    }

    @Benchmark
    public boolean verify(Codes codes, Verifier verifier) {
        return verifier.verifier.verify(codes.any()).isValid();
    }
}
