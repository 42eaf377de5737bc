/**
 * Prompts before they are drawn: alternatives and word lists, style presets, weights as the user
 * edits them, files of prompts. Text in, text out; knows nothing of models.
 */
@NullMarked
package dev.pixdelta.studio.prompt;

import org.jspecify.annotations.NullMarked;
