package com.smartonboarding.apikeys.scan.git;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A git repository.
 *
 * @param git the git that is started in it
 * @param top the folder with its files, or null when it has none
 * @param common the folder in which it keeps its objects
 * @param name the name of that folder in reports
 */
record GitRepository(Git git, @Nullable Path top, Path common, Path name) {}
