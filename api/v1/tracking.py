"""Following a case at the site with code and PIN; no account, no name, no content."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import SiteView, refusals
from exchange import tracking
from exchange.callers import caller
from exchange.road import TrackingView


class TrackingInputSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.CharField(max_length=40)
    pin = serializers.CharField(max_length=12)


class TrackingSerializer(serializers.Serializer[TrackingView]):
    code = serializers.CharField()
    unit = serializers.CharField(help_text="The unit that has the case; of a denunciation the province.")
    step = serializers.CharField()
    next_step = serializers.CharField()
    is_over = serializers.BooleanField()
    asked_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    is_due_expected = serializers.BooleanField(help_text="No decree has fixed the working calendar of that year yet.")


class TrackingCallView(SiteView):
    @extend_schema(
        operation_id="tracking_look_up",
        request=TrackingInputSerializer,
        responses={200: TrackingSerializer, **refusals(404, 422, 429)},
    )
    def post(self, request: Request) -> Response:
        """Which unit has the case, which step, what is next. Wrong code and wrong PIN answer alike."""
        form = TrackingInputSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        found = tracking.look_up(form.validated_data["code"], form.validated_data["pin"], caller(request._request.META))
        return Response(TrackingSerializer(found).data)
