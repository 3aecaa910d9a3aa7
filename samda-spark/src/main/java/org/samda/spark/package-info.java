// SPDX-License-Identifier: Apache-2.0
/** {@code samda segment} for volumes that one machine cannot finish: its blocks as the tasks of Apache Spark. */
package org.samda.spark;
