import { defineTag, reflect, silent } from "./define.ts";

export const switch_tag = defineTag("switch", {
  attributes: {
    checked: Boolean,
    disabled: Boolean,
    color: "#04be02",
    name: String,
    ariaLabel: null,
    ...silent("type"),
  },
  created(tag) {
    tag.element.setAttribute("role", "switch");
    tag.element.tabIndex = 0;
    tag.element.append(document.createElement("i"));
    tag.value = () => tag.attribute<boolean>("checked");
    tag.reset = () => tag.set({ checked: false });
    tag.on("tap", () => {
      if (tag.attribute("disabled")) return;
      tag.set({ checked: !tag.attribute("checked") });
      tag.say("change", { value: tag.attribute("checked") });
    });
  },
  changed: {
    checked(value: boolean, tag) {
      tag.element.setAttribute("aria-checked", String(value));
      tag.element.style.background = value ? tag.attribute("color") : "";
    },
    color(colour: string, tag) {
      if (tag.attribute("checked")) tag.element.style.background = colour;
    },
    ariaLabel: (label: string, tag) => reflect(tag.element, "aria-label", label),
    disabled: (value: boolean, tag) => reflect(tag.element, "aria-disabled", value && "true"),
  },
});
