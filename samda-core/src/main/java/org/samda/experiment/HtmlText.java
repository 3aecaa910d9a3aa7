// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

/** Text that others wrote, such as names of data sets, on a page that a browser shows. */
public final class HtmlText {

    private HtmlText() {}

    /** The text as it is to be read, whatever is in it; line breaks stay. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The same on one line. */
    public static String line(String text) {
        return escaped(text.replaceAll("\\s+", " "));
    }
}
