package com.smartonboarding.apikeys.store;

import java.sql.SQLException;

/** Carries the exception of the driver from a prepared statement to where its code is translated. */
final class StatementFailed extends RuntimeException {
    StatementFailed(SQLException cause) {
        super(cause);
    }
}
