package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.text.FileName;

/**
 * An item that could not be searched, or not completely.
 *
 * @param what a file or folder, as a {@link FileName}, or a description of another item
 * @param reason why, as a clause
 */
public record NotSearched(String what, String reason) {}
