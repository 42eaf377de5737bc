/** The command line: arguments to requests, progress and results to text. No drawing of its own. */
@NullMarked
package dev.pixdelta.cli;

import org.jspecify.annotations.NullMarked;
