package dev.pixdelta.studio.prompt;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pixdelta.pipeline.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * A style preset: words put around a prompt.
 *
 * @param name unique, as pictures keep it
 * @param korean its name in Korean, or null
 * @param prompt with {@code {prompt}} where the user's prompt stands; without it, it follows the
 *     user's prompt after a comma
 * @param negative added to the negative prompt; empty for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Style(
    String name, @JsonProperty("name_ko") @Nullable String korean, String prompt, String negative) {
  private static final String PROMPT = "{prompt}";

  /**
   * @throws InvalidRequestException if there is no name, or nothing in it
   */
  @SuppressWarnings("NullAway") // a file may lack any key
  public Style {
    if (name == null || name.isBlank()) {
      throw new InvalidRequestException("A style needs a name");
    }
    name = name.strip();
    prompt = prompt == null ? PROMPT : prompt;
    negative = negative == null ? "" : negative;
  }

  /** The prompt with the style around it. */
  public String applyTo(String text) {
    if (prompt.contains(PROMPT)) {
      return prompt.replace(PROMPT, text);
    }
    return text.isBlank() ? prompt : prompt.isBlank() ? text : text + ", " + prompt;
  }

  /** The negative prompt with the style's own behind it. */
  public String applyToNegative(String text) {
    return text.isBlank() ? negative : negative.isBlank() ? text : text + ", " + negative;
  }
}
