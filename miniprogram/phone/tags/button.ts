import { openCustomerService } from "../ui/customer_service.ts";
import { report } from "../engine/errors.ts";
import { chooseAvatar } from "../wx/avatar.ts";
import { askPhoneNumber } from "../wx/phone_number.ts";
import { sharePage } from "../wx/share.ts";
import { defineTag, reflect, silent, type Tag } from "./define.ts";
import { formOf } from "./form.ts";

export const button = defineTag("button", {
  attributes: {
    openType: String,
    formType: String,
    disabled: Boolean,
    loading: Boolean,
    plain: Boolean,
    type: "default",
    size: "default",
    hoverClass: "button-hover",
    ariaLabel: null,
    ...silent(
      "activityType entrancePath hoverStopPropagation hoverStartTime hoverStayTime lang needShowEntrance " +
        "sessionFrom sendMessageTitle sendMessagePath sendMessageImg appParameter showMessageCard " +
        "phoneNumberNoQuotaToast bindphoneoneclicklogin ariaRole",
    ),
  },
  created(tag) {
    (tag.element as HTMLButtonElement).type = "button";
    tag.on("tap", () => {
      if (!tag.attribute("disabled")) act(tag);
    });
  },
  changed: {
    disabled: (value: boolean, tag) => reflect(tag.element, "disabled", value),
    loading: (value: boolean, tag) => reflect(tag.element, "loading", value),
    plain: (value: boolean, tag) => reflect(tag.element, "plain", value),
    type: (value: string, tag) => reflect(tag.element, "kind", value),
    size: (value: string, tag) => reflect(tag.element, "size", value),
    hoverClass: (value: string, tag) => reflect(tag.element, "hover-class", value),
    ariaLabel: (value: string, tag) => reflect(tag.element, "aria-label", value),
    openType: (value: string, tag) => reflect(tag.element, "open-type", value),
  },
});

function act(tag: Tag): void {
  const open = tag.attribute<string>("openType");
  if (open === "share") sharePage("friend", tag.node).catch(report);
  if (open === "contact") openCustomerService();
  if (open === "chooseAvatar") sayAvatar(tag).catch(report);
  if (open === "getPhoneNumber") sayPhoneNumber(tag).catch(report);
  const form = tag.attribute<"submit" | "reset" | "">("formType");
  if (form) formOf(tag.element)?.(form);
}

async function sayAvatar(tag: Tag): Promise<void> {
  const avatarUrl = await chooseAvatar();
  if (avatarUrl !== null) tag.say("chooseavatar", { avatarUrl });
}

async function sayPhoneNumber(tag: Tag): Promise<void> {
  tag.say("getphonenumber", { ...(await askPhoneNumber()) });
}
