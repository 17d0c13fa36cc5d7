import { beauty } from "./beauty.ts";
import { fruit } from "./fruit.ts";
import type { Shelf } from "./goods.ts";
import { home } from "./home.ts";
import { tea } from "./tea.ts";

/** The shelves of the demo shop, in the order in which they are shown. */
export const shelves: Shelf[] = [
  { name: "茗茶", emoji: "teacup-without-handle", hue: 110, goods: tea },
  { name: "鲜果", emoji: "strawberry", hue: 350, is_cold: true, goods: fruit },
  { name: "美护", emoji: "lotion-bottle", hue: 330, goods: beauty },
  { name: "家居", emoji: "couch-and-lamp", hue: 205, goods: home },
];
