package org.genericsftp.message;

/** JSON pointers (RFC 6901). */
final class JsonPointers {
    private JsonPointers() {}

    static String child(String pointer, String name) {
        return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
    }

    static String child(String pointer, int index) {
        return pointer + '/' + index;
    }
}
