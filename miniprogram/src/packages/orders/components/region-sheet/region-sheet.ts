import { regionsBelow } from "@/contracts/regions.ts";

/** A sheet to choose province, city and district, one after the other. Tells `pick` with the three names. */
Component({
  properties: {
    visible: Boolean,
  },
  data: {
    chosen: [] as string[],
    /** What the tabs above the list say: the names chosen, then 请选择. */
    steps: [{ step: 0, name: "请选择" }],
    step: 0,
    names: [] as string[],
    top: 0,
  },
  observers: {
    visible(shown: boolean) {
      if (shown) this.show([], 0);
    },
  },
  methods: {
    show(chosen: string[], step: number) {
      const steps = [...chosen, "请选择"].slice(0, 3).map((name, at) => ({ step: at, name }));
      const names = regionsBelow(...chosen.slice(0, step));
      // A list that only changed its rows would stay scrolled down.
      this.setData({ chosen, steps, step, names, top: this.data.top === 0 ? 0.01 : 0 });
    },
    goTo(event: WechatMiniprogram.TouchEvent) {
      this.show(this.data.chosen, Number(event.currentTarget.dataset.step));
    },
    choose(event: WechatMiniprogram.TouchEvent) {
      const name = String(event.currentTarget.dataset.name);
      const chosen = [...this.data.chosen.slice(0, this.data.step), name];
      const below = chosen.length < 3 ? regionsBelow(...chosen) : [];
      if (below.length > 0) {
        this.show(chosen, chosen.length);
        return;
      }
      const [province = "", city = "", district = ""] = chosen;
      this.triggerEvent("pick", { province, city, district });
      this.close();
    },
    close() {
      this.triggerEvent("close");
    },
  },
});
