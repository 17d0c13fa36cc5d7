import { defineTag, reflect, silent, type Tag, tag_of } from "./define.ts";

/** checkbox and radio: a mark that its group speaks for. */
const choice = (name: "checkbox" | "radio") =>
  defineTag(name, {
    attributes: {
      value: String,
      checked: Boolean,
      disabled: Boolean,
      color: "#09bb07",
      ...silent("ariaLabel"),
    },
    created(tag) {
      tag.element.setAttribute("role", name);
      tag.element.tabIndex = 0;
      tag.value = () => tag.attribute("checked");
      tag.on("tap", () => {
        if (tag.attribute("disabled")) return;
        const group = tag.element.closest(`${name}-group`);
        if (name === "radio") {
          for (const other of membersOf(group, name)) {
            if (other !== tag) other.set({ checked: false });
          }
          tag.set({ checked: true });
        } else tag.set({ checked: !tag.attribute("checked") });
        const owner = group && tag_of.get(group);
        owner?.say("change", { value: owner.value!() });
      });
    },
    changed: {
      checked(value: boolean, tag) {
        tag.element.setAttribute("aria-checked", String(value));
        tag.element.style.color = tag.attribute("color");
      },
      disabled: (value: boolean, tag) => reflect(tag.element, "aria-disabled", value && "true"),
    },
  });

const group = (name: "checkbox" | "radio") =>
  defineTag(`${name}-group`, {
    attributes: { name: String },
    created(tag) {
      tag.value = () => {
        const chosen = membersOf(tag.element, name)
          .filter((member) => member.attribute("checked"))
          .map((member) => member.attribute<string>("value"));
        return name === "radio" ? chosen[0] ?? "" : chosen;
      };
    },
  });

function membersOf(element: Element | null, name: string): Tag[] {
  return [...element?.querySelectorAll(name) ?? []].flatMap((one) => tag_of.get(one) ?? []);
}

export const choices = [
  choice("checkbox"),
  choice("radio"),
  group("checkbox"),
  group("radio"),
] as const;
