"""Invented people and matters. Any likeness to a real person is chance."""

from random import Random

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
MIDDLE_WOMEN = ("Thị", "Thị Kim", "Ngọc", "Thị Bích", "Thu", "Thị Hồng")
MIDDLE_MEN = ("Văn", "Hữu", "Minh", "Thanh", "Quốc", "Đức", "Công")
WOMEN = ("Hoa", "Lan", "Mai", "Sương", "Thủy", "Yến", "Nhàn", "Liễu", "Đào", "Cúc", "Hạnh", "Xuyến")
MEN = ("Hùng", "Dũng", "Tâm", "Lợi", "Phước", "Hiếu", "Nghĩa", "Khải", "Sơn", "Thọ", "Vinh", "Tường")
STREETS = ("Trần Hưng Đạo", "Nguyễn Huệ", "Lê Lợi", "Phan Bội Châu", "Hùng Vương", "Nguyễn Trãi", "Tôn Đức Thắng")
HAMLETS = ("Thới An", "Đông Thạnh", "Tây Khánh", "Long Hưng", "Trung An", "Hòa Thạnh", "Bình Phú")


def name(random: Random) -> str:
    """A full name that nobody in particular has."""
    if random.random() < 0.5:
        return f"{random.choice(FAMILY)} {random.choice(MIDDLE_WOMEN)} {random.choice(WOMEN)}"
    return f"{random.choice(FAMILY)} {random.choice(MIDDLE_MEN)} {random.choice(MEN)}"


def address(random: Random, unit_name: str) -> str:
    if random.random() < 0.5:
        return f"Số {random.randint(2, 398)} đường {random.choice(STREETS)}, {unit_name}"
    return f"Tổ {random.randint(1, 18)}, khóm {random.choice(HAMLETS)}, {unit_name}"


def phone(random: Random) -> str:
    """Not a number that is given out: the block 0900 000 xxx."""
    return f"0900000{random.randint(0, 999):03d}"


#: Kind, field code of form 02/XLD, what the citizen says.
MATTERS: tuple[tuple[str, str, str], ...] = (
    (
        "COMPLAINT",
        "land",
        "Không đồng ý với quyết định thu hồi 120 m² đất để mở rộng đường vì diện tích đo thực tế khác với giấy chứng nhận.",
    ),
    (
        "COMPLAINT",
        "land",
        "Hồ sơ xin cấp giấy chứng nhận quyền sử dụng đất bị trả lại ba lần, mỗi lần nêu một lý do khác nhau.",
    ),
    ("COMPLAINT", "policy", "Bị đưa ra khỏi danh sách hộ cận nghèo mà không được thông báo lý do."),
    ("COMPLAINT", "other", "Không đồng ý với mức xử phạt vi phạm hành chính về xây dựng nhà trọ."),
    ("PROPOSAL", "policy", "Đề nghị xem xét hỗ trợ sửa nhà cho gia đình có người cao tuổi sống một mình."),
    ("PROPOSAL", "land", "Đề nghị công bố ranh giới đất công ven kênh để dân biết mà không lấn chiếm."),
    ("PROPOSAL", "other", "Đề nghị lắp thêm đèn chiếu sáng ở đoạn hẻm cạnh trường tiểu học."),
    ("PROPOSAL", "other", "Đề nghị nạo vét kênh nội đồng trước mùa mưa để tránh ngập lúa."),
    ("REFLECTION", "other", "Cơ sở tái chế nhựa đốt rác ban đêm, khói bay vào khu dân cư."),
    ("REFLECTION", "other", "Loa hát di động gây ồn sau 22 giờ nhiều ngày liền."),
    ("REFLECTION", "land", "Có người san lấp đất ruộng ven đường để dựng lán bán hàng không phép."),
    ("REFLECTION", "policy", "Danh sách nhận hỗ trợ sau bão niêm yết thiếu nhiều hộ ở cuối ấp."),
    ("DENUNCIATION", "administrative", "Cán bộ địa chính nhận hồ sơ rồi yêu cầu nộp thêm khoản không có biên lai."),
    ("DENUNCIATION", "corruption", "Kê khống số ngày công trong công trình nạo vét kênh do dân đóng góp."),
)
NOTES = (
    "Đã gọi điện hẹn công dân làm việc vào sáng thứ Năm.",
    "Đã kiểm tra thực địa cùng trưởng khóm, có biên bản kèm theo.",
    "Đã đối chiếu sổ địa chính và bản đồ giải thửa.",
    "Bộ phận chuyên môn đề nghị bổ sung bản sao giấy chứng nhận.",
)
ANSWERS = (
    "Đơn vị đã xem xét và giải quyết theo thẩm quyền; kết quả đã được giải thích trực tiếp và gửi bằng văn bản.",
    "Nội dung kiến nghị được tiếp thu; việc thực hiện hoàn thành trước ngày 30 tháng sau.",
    "Sau khi kiểm tra, nội dung phản ánh là đúng; đơn vị đã yêu cầu chấm dứt vi phạm.",
)
