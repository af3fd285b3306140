/** Tests of datafiles, against golden ones and against the parsers of the official SDK. */
@org.jspecify.annotations.NullMarked
package org.muriel.datafile;
