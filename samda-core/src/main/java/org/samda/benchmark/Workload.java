// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

/** Work that can be done again and again. Owns what it works on; close it to free that. */
interface Workload extends AutoCloseable {

    /** Does it once. */
    void run();

    @Override
    void close();

    /**
     * @param work does it once
     * @param end  frees what it works on
     */
    static Workload of(Runnable work, Runnable end) {
        return new Workload() {
            @Override
            public void run() {
                work.run();
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }
}
