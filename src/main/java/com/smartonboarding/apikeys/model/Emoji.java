package com.smartonboarding.apikeys.model;

/**
 * Which characters a variation selector may follow. It draws nothing itself, so two labels could read the same; behind
 * an emoji it is what phones write (UTS #51, ED-8 and ED-9), and behind a digit it belongs to a keycap (ED-14c).
 *
 * <p>Java knows the emoji since version 21 only. Before, they are told by a rule: a symbol (categories So and Sm) from
 * the arrows on, or one of the few that stand elsewhere.
 */
final class Emoji {
    /** The selector that asks for black and white. */
    static final int TEXT_STYLE = 0xFE0E;

    /** The selector that asks for colour. */
    static final int EMOJI_STYLE = 0xFE0F;

    private static final int KEYCAP = 0x20E3;
    private static final int FIRST_ARROW = 0x2190;
    private static final String IN_KEYCAPS = "#*0123456789";

    /** Emoji that are no symbols, or stand before the arrows: copyright, registered, two exclamation marks, and so on. */
    private static final String OTHERS = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u3030\u303d";

    private Emoji() {}

    /** Whether the selector at this place changes how an emoji before it is drawn. */
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
