package com.smartonboarding.apikeys.output;

/**
 * Text that runs from right to left, as Hebrew and Arabic do. A terminal that reorders it takes along what comes next, if
 * that is a number or runs from right to left itself, and the columns of a table change places.
 */
final class RightToLeft {
    /** LEFT-TO-RIGHT MARK, which has no width and ends that; after a space, so that nobody copies it with the text. */
    static final String END = "\u200e";

    private RightToLeft() {}

    /** Whether some of the text runs from right to left. */
    static boolean isIn(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            switch (Character.getDirectionality(text.codePointAt(i))) {
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                        Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                        Character.DIRECTIONALITY_ARABIC_NUMBER -> {
                    return true;
                }
                default -> {
                    // Runs to the right, or as what is around it.
                }
            }
        }
        return false;
    }
}
