import { arriveAs } from "../arrival.ts";
import { type Person, thisDevice } from "../device.ts";
import { createStranger, demoNumber, listPeople } from "../wechat.ts";
import { action, pair, panel } from "./panel.ts";

/** "1 青禾" for the demo shop's people, "陌生人 2 …a1b2" for others. */
export function personLabel({ nickname, openid }: Person): string {
  const number = demoNumber(openid);
  return number ? `${number} ${nickname}` : `${nickname} …${openid.slice(-4)}`;
}

/** A list of everybody whom WeChat knows; the first entry is a stranger when `stranger` is given. */
export function peopleSelect(label: string, stranger?: string): HTMLSelectElement {
  const select = document.createElement("select");
  select.setAttribute("aria-label", label);
  const fill = async () => {
    const chosen = select.value;
    const people = await listPeople();
    const options = people.map((person) => new Option(personLabel(person), person.openid));
    select.replaceChildren(...stranger ? [new Option(stranger, "")] : [], ...options);
    select.value = chosen && people.some(({ openid }) => openid === chosen)
      ? chosen
      : stranger
      ? ""
      : thisDevice().person.openid;
  };
  void fill();
  select.addEventListener("focus", () => void fill());
  return select;
}

export async function strangerOr(openid: string): Promise<string> {
  return openid || (await createStranger()).openid;
}

export function peoplePanel(): HTMLElement {
  const select = peopleSelect("微信用户");
  select.addEventListener("change", () => arriveAs(select.value));
  const stranger = action("变成陌生人", async () => arriveAs(await strangerOr("")));
  return panel("我是谁", pair(select, stranger));
}
