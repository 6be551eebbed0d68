package com.smartonboarding.apikeys.verifier;

/** Who owns the key file. */
public enum KeyFileOwner {
    /** The account of this process; nobody else may even read the file. */
    ACCOUNT,
    /**
     * Root, because a container platform presents the file as a secret. Only root may be able to change it, and only
     * this account to read it.
     */
    ROOT
}
