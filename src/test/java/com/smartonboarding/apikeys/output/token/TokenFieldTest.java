package com.smartonboarding.apikeys.output.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TokenFieldTest {
    @Test
    void everyFieldHasAKeyAHeadingAndACaption() {
        String names = TokenField.ALL.stream()
                .map(field -> field.key() + " | " + field.heading() + " | " + field.caption() + "\n")
                .collect(Collectors.joining());

        assertThat(names).isEqualTo("""
                id | ID | ID
                label | LABEL | Label
                status | STATUS | Status
                created | CREATED | Created
                expires | EXPIRES | Expires
                last_accessed | LAST ACCESSED | Last accessed
                scopes | SCOPES | Scopes
                description | DESCRIPTION | Description
                created_by | CREATED BY | Created by
                last_accessed_from | LAST ACCESSED FROM | Last accessed from
                revoked | REVOKED | Revoked
                revoked_by | REVOKED BY | Revoked by
                revoke_reason | REVOKE REASON | Revoke reason
                recoverable | RECOVERABLE | Recoverable
                predecessor | PREDECESSOR | Predecessor
                successor | SUCCESSOR | Successor
                owner | OWNER | Owner
                metadata | METADATA | Metadata
                networks | NETWORKS | Networks
                disabled | DISABLED | Disabled
                disabled_by | DISABLED BY | Disabled by
                disable_reason | DISABLE REASON | Disable reason
                """);
    }

    @Test
    void aFieldIsFoundByItsExactKey() {
        assertThat(TokenField.ofKey("last_accessed_from")).contains(TokenField.LAST_ACCESSED_FROM);
        assertThat(TokenField.ofKey("LABEL")).isEmpty();
        assertThat(TokenField.ofKey("code")).isEmpty();
    }
}
