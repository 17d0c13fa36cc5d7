import { defineTag, silent, type Tag, tag_of } from "./define.ts";

type Act = (kind: "submit" | "reset") => void;
const acts = new WeakMap<Element, Act>();

/** What a button inside of a form sets off. */
export function formOf(element: Element): Act | undefined {
  const form = element.closest("form");
  return form ? acts.get(form) : undefined;
}

export const form = defineTag("form", {
  attributes: silent("reportSubmit reportSubmitTimeout"),
  created(tag) {
    tag.element.addEventListener("submit", (event) => event.preventDefault());
    acts.set(tag.element, (kind) => {
      const fields = fieldsOf(tag);
      if (kind === "reset") {
        for (const field of fields) field.reset?.();
        return tag.say("reset");
      }
      const named = fields.filter((field) => field.value && field.attribute("name"));
      tag.say("submit", {
        value: Object.fromEntries(named.map((field) => [field.attribute("name"), field.value!()])),
      });
    });
  },
});

function fieldsOf(tag: Tag): Tag[] {
  return [...tag.element.querySelectorAll("*")].flatMap((element) => tag_of.get(element) ?? []);
}
