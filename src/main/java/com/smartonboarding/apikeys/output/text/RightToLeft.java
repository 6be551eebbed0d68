package com.smartonboarding.apikeys.output.text;

/**
 * Text that runs from right to left, such as Hebrew and Arabic. A terminal that reorders it also moves the text after
 * it, if that is a number or runs from right to left itself. Table columns then change places.
 */
final class RightToLeft {
    /**
     * LEFT-TO-RIGHT MARK, which has no width and stops the reordering. It is put after a space, so that it is not
     * copied with the text.
     */
    static final String END = "\u200e";

    private RightToLeft() {}

    /** Whether any part of the text runs from right to left. */
    static boolean isIn(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        });
    }
}
