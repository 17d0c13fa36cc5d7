import type { ChosenStep, Setup, TriedStep } from "@/contracts/staff/setup.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useFace } from "../lib/face.ts";
import { useOne } from "../lib/list.ts";
import { storePicture } from "../lib/pictures.ts";
import { useStaff } from "../lib/staff.tsx";
import { firstPicture } from "./first_picture.ts";
import { setup_reason as reason } from "./words.ts";

/** While WeChat is waited for, the page looks again so often. */
const waiting_ms = 5_000;

/** How far the shop is with its opening. */
export function useSetup() {
  return useOne(
    ["setup"],
    () => get<Setup>("/staff/setup"),
    true,
    ({ steps }) =>
      steps.some(({ way, state }) => way === "heard" && state === "untried") ? waiting_ms : false,
  );
}

const touched = ["setup", "audit"] as const;

/** Really tries a step; how it went stands at the step. */
export function useCheck(step: TriedStep) {
  return useCommand({
    send: () => post<Setup>(`/staff/setup/${step}/check`, { reason }),
    done: () => undefined,
    touched,
  });
}

/** Leaves a choice as it is. */
export function useConfirm(step: ChosenStep) {
  return useCommand({
    send: () => put<Setup>(`/staff/setup/${step}`, { reason }),
    done: "就按现在的",
    touched,
  });
}

const goods = [...touched, "products", "product", "freight"] as const;

/** Puts on sale what a first real order is tried with. */
export function useOfferFirstOrder() {
  const face = useFace();
  const { shop } = useStaff();
  return useCommand({
    send: async () => {
      const image = await storePicture(await firstPicture(face), shop.id);
      return await post<Setup>("/staff/setup/first-order", { image, reason });
    },
    done: "已上架，去手机上买下它",
    touched: goods,
  });
}

/** Takes it away again. */
export function useEndFirstOrder(product: string) {
  return useCommand({
    send: () => post(`/staff/products/${product}/archive`, { reason }),
    done: "试单商品已下架",
    touched: goods,
  });
}
