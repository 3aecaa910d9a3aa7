// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

/** Gives numbers to components while a volume is gone through. */
interface Numbering {

    /** The number of a run that touches no earlier one. */
    long begin(int label);

    /** Two numbers turn out to mean one component. */
    void join(long id, long other);

    /** Numbers 0, 1, 2 … and forgets what is joined: what another numbering gave, once more. */
    static Numbering again() {
        return new Numbering() {
            private long next;

            @Override
            public long begin(int label) {
                return next++;
            }

            @Override
            public void join(long id, long other) {}
        };
    }
}
