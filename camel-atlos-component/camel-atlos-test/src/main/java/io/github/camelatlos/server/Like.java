package io.github.camelatlos.server;

/** SQL's LIKE: % stands for any text, _ for any one character, a backslash before either for itself. */
final class Like {

    private Like() {
    }

    /** Goes back only to the last %, so that no pattern takes longer than its length times the text's. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int retry = -1;
        int retryText = 0;
        while (t < text.length()) {
            boolean escaped = p + 1 < pattern.length() && pattern.charAt(p) == '\\';
            int at = escaped ? p + 1 : p;
            if (!escaped && p < pattern.length() && pattern.charAt(p) == '%') {
                retry = ++p;
                retryText = t;
            } else if (at < pattern.length() && (pattern.charAt(at) == text.charAt(t) || (!escaped && pattern.charAt(at) == '_'))) {
                p = at + 1;
                t++;
            } else if (retry >= 0) {
                p = retry;
                t = ++retryText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }
}
