// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders names as people number them: {@code slice_2} before {@code slice_10}; equal numbers by their spelling. */
public final class NaturalOrder implements Comparator<String> {
    private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String a, String b) {
        Matcher left = PIECE.matcher(a);
        Matcher right = PIECE.matcher(b);
        boolean moreLeft = left.find();
        boolean moreRight = right.find();
        while (moreLeft && moreRight) {
            int order = comparePieces(left.group(), right.group());
            if (order != 0) {
                return order;
            }
            moreLeft = left.find();
            moreRight = right.find();
        }
        return moreLeft == moreRight ? a.compareTo(b) : Boolean.compare(moreLeft, moreRight);
    }

    private static int comparePieces(String a, String b) {
        return isNumber(a) && isNumber(b) ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }

    private static boolean isNumber(String piece) {
        return piece.charAt(0) >= '0' && piece.charAt(0) <= '9';
    }
}
