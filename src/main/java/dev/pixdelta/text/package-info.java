/** Sentences for the user that can be said in another language. Stands below everything else. */
@NullMarked
package dev.pixdelta.text;

import org.jspecify.annotations.NullMarked;
