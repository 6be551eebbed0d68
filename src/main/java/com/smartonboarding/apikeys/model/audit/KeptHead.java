package com.smartonboarding.apikeys.model.audit;

/**
 * A head that was kept outside of the database.
 *
 * @param line where it is among the lines that were kept, from 1
 */
public record KeptHead(int line, TrailHead head) {}
