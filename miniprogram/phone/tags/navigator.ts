import { navigateBack, navigateTo, redirectTo, reLaunch, switchTab } from "../wx/navigation.ts";
import { defineTag, reflect, silent } from "./define.ts";

export const navigator_tag = defineTag("navigator", {
  attributes: {
    url: String,
    openType: "navigate",
    delta: 1,
    hoverClass: "navigator-hover",
    ...silent("target appId path extraData version shortLink"),
  },
  created(tag) {
    tag.on("tap", () => {
      const url = tag.attribute<string>("url");
      const open = tag.attribute<string>("openType");
      if (open === "navigate") void navigateTo({ url });
      if (open === "redirect") void redirectTo({ url });
      if (open === "switchTab") void switchTab({ url });
      if (open === "reLaunch") void reLaunch({ url });
      if (open === "navigateBack") void navigateBack({ delta: tag.attribute<number>("delta") });
    });
  },
  changed: {
    hoverClass: (value: string, tag) => reflect(tag.element, "hover-class", value),
  },
});
