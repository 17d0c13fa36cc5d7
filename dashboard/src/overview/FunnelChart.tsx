import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { FunnelSteps } from "@/contracts/insight.ts";
import { type Palette, usePalette } from "../ui/palette.ts";
import { wants_stillness } from "../ui/theme.ts";

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

type Step = "shares" | "clicks" | "orders" | "paid" | "kept";

/** Each step, and the one before of which it is a part. One click may bring several orders. */
const steps: { step: Step; name: string; of?: string }[] = [
  { step: "shares", name: "分享" },
  { step: "clicks", name: "点击" },
  { step: "orders", name: "下单", of: "点击的" },
  { step: "paid", name: "付款", of: "下单的" },
  { step: "kept", name: "留存", of: "付款的" },
];

/** Five steps with how many went on from each to the next. */
export default function FunnelChart({ total }: { total: FunnelSteps }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const palette = usePalette();
  const { ink, brand } = palette;
  useEffect(() => {
    const made = chart.current = init(place.current!, null, { renderer: "svg" });
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current!);
    return () => {
      watch.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(total, palette)); // bars grow from where they are
  }, [total, ink, brand]);
  const words = steps.map(({ step, name }) => `${name} ${total[step]}`).join("，");
  return <div ref={place} className="funnel" role="img" aria-label={`分享漏斗：${words}`} />;
}

function optionOf(total: FunnelSteps, { ink, aux, brand }: Palette) {
  return {
    animation: !wants_stillness,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: "inherit" },
    grid: { left: 64, right: 150, top: 8, bottom: 8 },
    tooltip: { trigger: "item" },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: steps.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: aux, fontSize: 13 },
    },
    series: [{
      type: "bar",
      barWidth: 28,
      itemStyle: { color: brand, borderRadius: 6 },
      data: steps.map(({ step }) => total[step]),
      label: {
        show: true,
        position: "right",
        color: ink,
        fontSize: 13,
        rich: { note: { color: aux, fontSize: 12, fontFamily: "inherit", padding: [0, 0, 0, 8] } },
        formatter: ({ dataIndex }: { dataIndex: number }) => labelOf(total, dataIndex),
      },
    }],
  };
}

/** The count, and which part of the step before came so far; a share may be opened many times. */
function labelOf(total: FunnelSteps, n: number): string {
  const { step, of } = steps[n]!;
  const before = n > 0 ? total[steps[n - 1]!.step] : 0;
  if (before === 0) return String(total[step]);
  const note = of
    ? `${of} ${((total[step] / before) * 100).toFixed(1)}%`
    : `平均每个分享 ${(total[step] / before).toFixed(1)} 次`;
  return `${total[step]}{note|${note}}`;
}
