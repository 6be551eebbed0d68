package com.smartonboarding.apikeys.model;

/**
 * Something that was to be searched and could not be, or not whole.
 *
 * @param what a file or folder, as a {@link FileName}, or words for something else
 * @param reason why, as a clause
 */
public record NotSearched(String what, String reason) {}
