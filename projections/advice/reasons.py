"""What an item of advice is because of, in words."""

from projections.words import Language, Words, term

WORDS = {
    "development": Words(en="no supplier yet", zh="尚未成为供应商"),
    "initial": Words(en="on probation as a supplier", zh="处于初期合作的考验阶段"),
    "stable": Words(en="main supplier: hold and deepen", zh="主要供应商：巩固并深化"),
    "strategic": Words(en="partners: grow together", zh="战略伙伴：共同成长"),
    "every": Words(en="always", zh="始终如此"),
    "next": Words(en="the next stage lacks it", zh="进入下一阶段的条件尚缺"),
    "control": Words(en="the relationship is at risk", zh="关系有风险"),
    "rescue": Words(en="the relationship is breaking", zh="关系正在破裂"),
    "lost": Words(en="the customer is lost", zh="客户已流失"),
    "captive": Words(en="bound but not happy", zh="被绑定但不满意"),
    "free": Words(en="happy but not bound", zh="满意但未绑定"),
    "latent": Words(en="they like us but buy little", zh="喜欢我们但购买少"),
    "spurious": Words(en="they buy but do not like us", zh="购买但并不喜欢我们"),
    "won_by_price": Words(en="won by price alone", zh="仅凭价格赢得"),
    "won_by_brand": Words(en="won by brand alone", zh="仅凭品牌赢得"),
    "need_gap": Words(en="served below the level they are at", zh="服务低于其需求层次"),
    "tier_gap": Words(en="served below what their tier deserves", zh="服务低于其级别应得"),
    "needs_unknown": Words(en="their needs are not known", zh="不了解其需求"),
}


def reason_words(reason: str, language: Language) -> str:
    """Of a signal its name."""
    return WORDS[reason].said({}, language) if reason in WORDS else term(reason, language)
