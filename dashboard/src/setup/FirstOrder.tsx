import { Alert, Button } from "antd";
import { Link } from "react-router";
import type { Setup } from "@/contracts/staff/setup.ts";
import { config } from "../lib/config.ts";
import { useMay, useStaff } from "../lib/staff.tsx";
import { previewOf } from "../product/queries.ts";
import { PreviewCode } from "../ui/PreviewCode.tsx";
import { useEndFirstOrder, useOfferFirstOrder } from "./queries.ts";

/** What a first real order is bought with: offered, bought on one's own phone, taken off sale again. */
export function FirstOrder({ steps, first_product }: Setup) {
  const isDone = steps.some(({ step, state }) => step === "first_order" && state === "done");
  if (!useMay("rules")) return null;
  return first_product?.on_sale
    ? <Offered product={first_product.id} isPaid={first_product.is_paid} />
    : <Offer isDone={isDone} />;
}

function Offer({ isDone }: { isDone: boolean }) {
  const offer = useOfferFirstOrder();
  return (
    <div className="step-way">
      <Button
        type={isDone ? "default" : "primary"}
        loading={offer.isBusy}
        onClick={() => offer.run(undefined)}
      >
        {isDone ? "再试一次" : "上架一分钱商品"}
      </Button>
      <span className="aux">只有一件，包邮，不算佣金</span>
    </div>
  );
}

function Offered({ product, isPaid }: { product: string; isPaid: boolean }) {
  const end = useEndFirstOrder(product);
  return (
    <>
      {isPaid
        ? <Alert type="success" showIcon title="钱收到了。在订单里退款，再把试单商品下架" />
        : <HowToBuy product={product} />}
      <div className="step-way">
        <Button
          type={isPaid ? "primary" : "default"}
          loading={end.isBusy}
          onClick={() => end.run(undefined)}
        >
          下架试单商品
        </Button>
        <Link to="/orders">订单</Link>
      </div>
    </>
  );
}

function HowToBuy({ product }: { product: string }) {
  const { shop } = useStaff();
  const { phone_url, wechat_url } = config();
  const page = `packages/goods/detail/detail?id=${product}`;
  return (
    <div className="first-order">
      <PreviewCode of={previewOf(product)} notes={[]} />
      <div className="first-order-how">
        <ol className="step-hints">
          <li>用自己的微信扫这个小程序码，买下并付一分钱；付款后这里自己写上“钱收到了”。</li>
          <li>在“订单”里退款，一分钱原路退回。</li>
          <li>下架试单商品，买家就看不到它了。</li>
        </ol>
        {phone_url && wechat_url && (
          <p className="aux">
            没有手机时，
            <a
              href={`${phone_url}?${new URLSearchParams({ shop: shop.code, page })}`}
              target="_blank"
              rel="noreferrer"
            >
              在浏览器里的手机打开
            </a>
          </p>
        )}
      </div>
    </div>
  );
}
