package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Token;
import java.util.List;

/**
 * A database whose MACs and codes were made again with the newest key, or would be.
 *
 * @param key the id of the newest key
 * @param former the id of the key that the MACs were made with before
 * @param needed whether anything was to be done
 * @param codes how many sealed codes were encrypted again
 * @param remaining the tokens whose code still needs an older key, because no copy of it is kept; without revoked ones
 */
public record Rekeyed(String key, String former, boolean needed, long codes, List<Token> remaining) {}
