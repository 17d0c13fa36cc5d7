import { defineTag, silent, tag_of } from "./define.ts";

/** A tap on a label is a tap on what it names. */
export const label = defineTag("label", {
  attributes: { for: String, ...silent("ariaLabel") },
  created(tag) {
    tag.on("tap", (event) => {
      const named = tag.attribute<string>("for");
      const inside = [...tag.element.querySelectorAll("*")];
      const target = named
        ? [...document.querySelectorAll(`.mp-page.on [id$="${CSS.escape(named)}"]`)]
        : inside;
      const control = target.flatMap((element) => tag_of.get(element) ?? []).find(({ value }) =>
        value
      );
      const touched = (event.target as { getBackendElement?(): Element }).getBackendElement?.();
      if (!control || (touched && control.element.contains(touched))) return;
      control.element.focus();
      control.say("tap", {}, { bubbles: false });
    });
  },
});
