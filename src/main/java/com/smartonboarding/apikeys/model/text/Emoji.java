package com.smartonboarding.apikeys.model.text;

/**
 * Decides after which characters a variation selector may stand. A selector draws nothing itself, so two different
 * labels could look the same. After an emoji, it is what phones write (UTS #51, ED-8 and ED-9). After a digit, it
 * belongs to a keycap (ED-14c).
 *
 * <p>Only Java 21 and later know the emoji. For earlier versions, a rule stands in: symbols (categories So and Sm) from
 * the arrows on, and a few other characters.
 */
final class Emoji {
    /** The selector for black and white. */
    static final int TEXT_STYLE = 0xFE0E;

    /** The selector for colour. */
    static final int EMOJI_STYLE = 0xFE0F;

    private static final int KEYCAP = 0x20E3;
    private static final int FIRST_ARROW = 0x2190;
    private static final String IN_KEYCAPS = "#*0123456789";

    /**
     * The emoji that are not symbols or come before the arrows: copyright, registered, two exclamation marks, and so
     * on.
     */
    private static final String OTHERS = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u3030\u303d";

    private Emoji() {}

    /** Whether the selector at this index changes how the emoji before it is drawn. */
    static boolean isStyled(String text, int at) {
        if (at == 0) {
            return false;
        }
        int before = text.codePointBefore(at);
        if (IN_KEYCAPS.indexOf(before) >= 0) {
            return at + 1 < text.length() && text.charAt(at + 1) == KEYCAP;
        }
        int type = Character.getType(before);
        return OTHERS.indexOf(before) >= 0
                || (before >= FIRST_ARROW && (type == Character.OTHER_SYMBOL || type == Character.MATH_SYMBOL));
    }
}
