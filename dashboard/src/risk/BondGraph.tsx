import { GraphChart } from "echarts/charts";
import { TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { RiskCaseWhole } from "@/contracts/staff/risk.ts";
import { type Palette, usePalette } from "../ui/palette.ts";

use([GraphChart, TooltipComponent, SVGRenderer]);

/** Who of the people of a case buys through whom: an arrow from each buyer, with the number of orders. */
export default function BondGraph({ one }: { one: RiskCaseWhole }) {
  const place = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  useEffect(() => {
    const made = init(place.current!, null, { renderer: "svg" });
    made.setOption(optionOf(one, palette));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current!);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, [one, palette.ink, palette.brand]);
  const name = (id: string) => one.people.find(({ member_id }) => member_id === id)?.label ?? "";
  const words = one.bonds.map(({ buyer_id, distributor_id, orders }) =>
    `${name(buyer_id)}从${name(distributor_id)}处买 ${orders} 单`
  );
  return <div ref={place} className="bond-graph" role="img" aria-label={words.join("，")} />;
}

function optionOf({ people, bonds }: RiskCaseWhole, { ink, aux, brand }: Palette) {
  return {
    animation: false,
    textStyle: { fontFamily: "inherit" },
    tooltip: { trigger: "item" },
    series: [{
      type: "graph",
      layout: "circular",
      left: 120,
      right: 120,
      top: 40,
      bottom: 40,
      symbolSize: 28,
      edgeSymbol: ["none", "arrow"],
      label: { show: true, position: "right", color: ink },
      edgeLabel: { show: true, color: ink, formatter: "{c} 单" },
      lineStyle: { color: aux, width: 1.5, curveness: 0.2 },
      data: people.map(({ member_id, label, is_distributor }) => ({
        id: member_id,
        name: label,
        itemStyle: { color: is_distributor ? brand : aux },
      })),
      links: bonds.map(({ buyer_id, distributor_id, orders }) => ({
        source: buyer_id,
        target: distributor_id,
        value: orders,
      })),
    }],
  };
}
